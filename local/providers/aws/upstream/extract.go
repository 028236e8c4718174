//go:build ignore

// Extract prints, as JSON, what the resource schemas of the Terraform provider declare. It is built inside a copy of the
// provider's source, as its packages are internal; extract.py says how.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"sort"
	"strings"

	"github.com/hashicorp/go-cty/cty"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	fw "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-provider-aws/internal/conns"
	"github.com/hashicorp/terraform-provider-aws/internal/service/accessanalyzer"
	"github.com/hashicorp/terraform-provider-aws/internal/service/acm"
	"github.com/hashicorp/terraform-provider-aws/internal/service/amp"
	"github.com/hashicorp/terraform-provider-aws/internal/service/apigatewayv2"
	"github.com/hashicorp/terraform-provider-aws/internal/service/appautoscaling"
	"github.com/hashicorp/terraform-provider-aws/internal/service/athena"
	"github.com/hashicorp/terraform-provider-aws/internal/service/backup"
	"github.com/hashicorp/terraform-provider-aws/internal/service/budgets"
	"github.com/hashicorp/terraform-provider-aws/internal/service/ce"
	"github.com/hashicorp/terraform-provider-aws/internal/service/chatbot"
	"github.com/hashicorp/terraform-provider-aws/internal/service/cloudtrail"
	"github.com/hashicorp/terraform-provider-aws/internal/service/cloudwatch"
	"github.com/hashicorp/terraform-provider-aws/internal/service/codebuild"
	"github.com/hashicorp/terraform-provider-aws/internal/service/codeconnections"
	"github.com/hashicorp/terraform-provider-aws/internal/service/codepipeline"
	"github.com/hashicorp/terraform-provider-aws/internal/service/codestarconnections"
	"github.com/hashicorp/terraform-provider-aws/internal/service/configservice"
	"github.com/hashicorp/terraform-provider-aws/internal/service/dynamodb"
	"github.com/hashicorp/terraform-provider-aws/internal/service/ec2"
	"github.com/hashicorp/terraform-provider-aws/internal/service/ecr"
	"github.com/hashicorp/terraform-provider-aws/internal/service/efs"
	"github.com/hashicorp/terraform-provider-aws/internal/service/eks"
	"github.com/hashicorp/terraform-provider-aws/internal/service/events"
	"github.com/hashicorp/terraform-provider-aws/internal/service/firehose"
	"github.com/hashicorp/terraform-provider-aws/internal/service/glue"
	"github.com/hashicorp/terraform-provider-aws/internal/service/grafana"
	"github.com/hashicorp/terraform-provider-aws/internal/service/guardduty"
	"github.com/hashicorp/terraform-provider-aws/internal/service/iam"
	"github.com/hashicorp/terraform-provider-aws/internal/service/inspector2"
	"github.com/hashicorp/terraform-provider-aws/internal/service/kinesis"
	"github.com/hashicorp/terraform-provider-aws/internal/service/kms"
	"github.com/hashicorp/terraform-provider-aws/internal/service/lakeformation"
	"github.com/hashicorp/terraform-provider-aws/internal/service/lambda"
	"github.com/hashicorp/terraform-provider-aws/internal/service/logs"
	"github.com/hashicorp/terraform-provider-aws/internal/service/macie2"
	"github.com/hashicorp/terraform-provider-aws/internal/service/mwaa"
	"github.com/hashicorp/terraform-provider-aws/internal/service/pipes"
	"github.com/hashicorp/terraform-provider-aws/internal/service/resourcegroups"
	"github.com/hashicorp/terraform-provider-aws/internal/service/route53"
	"github.com/hashicorp/terraform-provider-aws/internal/service/route53resolver"
	"github.com/hashicorp/terraform-provider-aws/internal/service/s3"
	"github.com/hashicorp/terraform-provider-aws/internal/service/s3control"
	"github.com/hashicorp/terraform-provider-aws/internal/service/sagemaker"
	"github.com/hashicorp/terraform-provider-aws/internal/service/scheduler"
	"github.com/hashicorp/terraform-provider-aws/internal/service/secretsmanager"
	"github.com/hashicorp/terraform-provider-aws/internal/service/securityhub"
	"github.com/hashicorp/terraform-provider-aws/internal/service/sfn"
	"github.com/hashicorp/terraform-provider-aws/internal/service/sns"
	"github.com/hashicorp/terraform-provider-aws/internal/service/sqs"
	"github.com/hashicorp/terraform-provider-aws/internal/service/ssm"
	"github.com/hashicorp/terraform-provider-aws/internal/service/wafv2"
)

var packages = []func(context.Context) conns.ServicePackage{
	accessanalyzer.ServicePackage,
	acm.ServicePackage,
	amp.ServicePackage,
	apigatewayv2.ServicePackage,
	appautoscaling.ServicePackage,
	athena.ServicePackage,
	backup.ServicePackage,
	budgets.ServicePackage,
	ce.ServicePackage,
	chatbot.ServicePackage,
	cloudtrail.ServicePackage,
	cloudwatch.ServicePackage,
	codebuild.ServicePackage,
	codeconnections.ServicePackage,
	codepipeline.ServicePackage,
	codestarconnections.ServicePackage,
	configservice.ServicePackage,
	dynamodb.ServicePackage,
	ec2.ServicePackage,
	ecr.ServicePackage,
	efs.ServicePackage,
	eks.ServicePackage,
	events.ServicePackage,
	firehose.ServicePackage,
	glue.ServicePackage,
	grafana.ServicePackage,
	guardduty.ServicePackage,
	iam.ServicePackage,
	inspector2.ServicePackage,
	kinesis.ServicePackage,
	kms.ServicePackage,
	lakeformation.ServicePackage,
	lambda.ServicePackage,
	logs.ServicePackage,
	macie2.ServicePackage,
	mwaa.ServicePackage,
	pipes.ServicePackage,
	resourcegroups.ServicePackage,
	route53.ServicePackage,
	route53resolver.ServicePackage,
	s3.ServicePackage,
	s3control.ServicePackage,
	sagemaker.ServicePackage,
	scheduler.ServicePackage,
	secretsmanager.ServicePackage,
	securityhub.ServicePackage,
	sfn.ServicePackage,
	sns.ServicePackage,
	sqs.ServicePackage,
	ssm.ServicePackage,
	wafv2.ServicePackage,
}

// Property is what a schema declares at one path.
type Property struct {
	Required, Optional, Computed, ForceNew  bool     `json:",omitempty"`
	Type                                    string   `json:",omitempty"`
	Max, Min                                int      `json:",omitempty"`
	Conflicts, ExactlyOne, AtLeastOne, With []string `json:",omitempty"`
	Default                                 any      `json:",omitempty"`
	Validators                              []string `json:",omitempty"` // what they say of values made to be refused
	Accepts                                 []any    `json:",omitempty"` // those values that they take
}

// Found is a type: path -> property.
type Found struct {
	Properties map[string]*Property `json:"props"`
}

const long = 100000

func main() {
	ctx := context.Background()
	found := map[string]*Found{}
	for _, open := range packages {
		service := open(ctx)
		for _, r := range service.SDKResources(ctx) {
			found[r.TypeName] = &Found{map[string]*Property{}}
			walkPlugin("", r.Factory().SchemaMap(), found[r.TypeName].Properties)
		}
		for _, r := range service.FrameworkResources(ctx) {
			made, err := r.Factory(ctx)
			if err != nil {
				fmt.Fprintln(os.Stderr, r.TypeName, err)
				os.Exit(1)
			}
			var told resource.SchemaResponse
			made.Schema(ctx, resource.SchemaRequest{}, &told)
			found[r.TypeName] = &Found{map[string]*Property{}}
			walkFramework("", told.Schema.Attributes, told.Schema.Blocks, found[r.TypeName].Properties)
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Schemas of the older plugin SDK. Validators are functions there: only their words tell what they want.
func walkPlugin(prefix string, declared map[string]*schema.Schema, out map[string]*Property) {
	for name, s := range declared {
		p := &Property{
			Required: s.Required, Optional: s.Optional, Computed: s.Computed, ForceNew: s.ForceNew,
			Type: s.Type.String(), Max: s.MaxItems, Min: s.MinItems, Default: s.Default,
			Conflicts: s.ConflictsWith, ExactlyOne: s.ExactlyOneOf, AtLeastOne: s.AtLeastOneOf, With: s.RequiredWith,
		}
		probe(s, p)
		out[prefix+name] = p
		switch e := s.Elem.(type) {
		case *schema.Resource:
			walkPlugin(prefix+name+".", e.Schema, out)
		case *schema.Schema:
			walkPlugin(prefix+name+".", map[string]*schema.Schema{"*": e}, out)
		}
	}
}

func probe(s *schema.Schema, p *Property) {
	if s.ValidateFunc == nil && s.ValidateDiagFunc == nil {
		return
	}
	probes := map[schema.ValueType][]any{
		schema.TypeString: {"", "\u00a7 bad!", strings.Repeat("a", long)},
		schema.TypeInt:    {-1 << 40, -1, 0, 1, 1 << 40},
		schema.TypeFloat:  {-1e15, 1e15},
	}
	said := map[string]bool{}
	for _, value := range probes[s.Type] {
		words := refusals(s, value)
		for _, w := range words {
			said[strings.ReplaceAll(w, strings.Repeat("a", long), "")] = true
		}
		if text, isText := value.(string); len(words) == 0 && (!isText || len(text) < long) {
			p.Accepts = append(p.Accepts, value)
		}
	}
	for w := range said {
		p.Validators = append(p.Validators, w)
	}
	sort.Strings(p.Validators)
}

func refusals(s *schema.Schema, value any) (words []string) {
	defer func() {
		if r := recover(); r != nil {
			words = append(words, fmt.Sprint("panic: ", r))
		}
	}()
	if s.ValidateFunc != nil {
		_, errs := s.ValidateFunc(value, "KEY")
		for _, err := range errs {
			words = append(words, err.Error())
		}
	}
	if s.ValidateDiagFunc != nil {
		for _, d := range s.ValidateDiagFunc(value, cty.GetAttrPath("KEY")) {
			words = append(words, d.Summary+" "+d.Detail)
		}
	}
	return words
}

// Schemas of the newer plugin framework: a type of its own for each kind of attribute and block, with the same fields.
func walkFramework(prefix string, attributes map[string]fw.Attribute, blocks map[string]fw.Block, out map[string]*Property) {
	for name, a := range attributes {
		into(prefix+name, reflect.Indirect(reflect.ValueOf(a)), out)
	}
	for name, b := range blocks {
		into(prefix+name, reflect.Indirect(reflect.ValueOf(b)), out)
	}
}

func into(path string, v reflect.Value, out map[string]*Property) {
	p := &Property{Type: v.Type().Name(), Optional: true}
	for field, to := range map[string]*bool{"Required": &p.Required, "Optional": &p.Optional, "Computed": &p.Computed} {
		if f := v.FieldByName(field); f.IsValid() {
			*to = f.Bool()
		}
	}
	for _, d := range described(v.FieldByName("PlanModifiers")) {
		p.ForceNew = p.ForceNew || strings.Contains(d, "destroy and recreate")
	}
	p.Validators = described(v.FieldByName("Validators"))
	if f := v.FieldByName("Default"); f.IsValid() && !f.IsNil() {
		p.Default = f.Interface().(describer).Description(context.Background())
	}
	out[path] = p
	inner := v
	if f := v.FieldByName("NestedObject"); f.IsValid() {
		inner = reflect.Indirect(reflect.ValueOf(f.Interface()))
	}
	var attributes map[string]fw.Attribute
	var blocks map[string]fw.Block
	if f := inner.FieldByName("Attributes"); f.IsValid() {
		attributes, _ = f.Interface().(map[string]fw.Attribute)
	}
	if f := inner.FieldByName("Blocks"); f.IsValid() {
		blocks, _ = f.Interface().(map[string]fw.Block)
	}
	walkFramework(path+".", attributes, blocks, out)
}

type describer interface{ Description(context.Context) string }

func described(list reflect.Value) (out []string) {
	for i := 0; list.IsValid() && i < list.Len(); i++ {
		if d, ok := list.Index(i).Interface().(describer); ok {
			out = append(out, fmt.Sprintf("%T: %s", d, d.Description(context.Background())))
		}
	}
	return out
}
