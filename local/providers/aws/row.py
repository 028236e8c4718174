"""Row: the words in which the table says how AWS holds one resource type.

Property names are pulumi-aws's, member names are botocore's. A member path is written `A.B`; `.` is the object itself,
whose members the fields of a nested property are. `A[0]` is the one element of a list, `A[Id={targetId}]` the element
that has this value, `A[={targetId}]` the one that is it, `A[].B` is B of every element, `A[][Id!=x].B` of those that
fit. A template is a string with `{property}`, `{account}`, `{region}` or `{partition}` in it; `{property#-}` is the
number that Terraform makes of the value and the text after `#`, `{name@zone}` is a domain name in full, `{token}` is
new in each call, `{device.deviceName}` is a field of an object, and
`{spaceName?}` may be missing: what is then empty is not sent. A list is joined by
`#`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Names = tuple[str, ...]


@dataclass(frozen=True)
class Op:
    """One AWS operation, and how properties meet its request or its result."""

    name: str
    only: Names | None = None
    """The properties it covers; None: each whose name, or rename, is a member."""
    skip: Names = ()
    """Properties it does not cover though a member has their name."""
    renames: Mapping[str, str] = field(default_factory=dict)
    """Property path -> member path, where this operation differs from the row's own renames."""
    send: Mapping[str, Any] = field(default_factory=dict)
    """Member path -> template or constant, sent always."""
    within: str = ""
    """Where in the request members are looked for that are not at its top."""
    at: str = ""
    """Where in the result the object lies."""
    each: str = ""
    """A property that an earlier read found: this one is called for each of its elements, and tells fields of it.
    Templates name the element's fields by the property, `{notifications.threshold}`."""
    tells: str = ""
    """For a call whose `input` is JSON: create, update or delete, which goes in there under `terraformKey`, and back
    comes an error that the answer holds. A call that the lifecycle scope CRUD is not set for tells nothing."""
    bag: str = ""
    """The member that is a map of attributes, named by the row's `attributes`; `A=B` where a call takes one attribute,
    its name in member A and its value in B."""


@dataclass(frozen=True)
class Put:
    """An operation that brings some properties up to date: after the create that could not set them, and in updates."""

    op: Op
    clear: Op | None = None
    """Called instead when none of the properties is set any more."""
    switch: str = ""
    """A property that no member holds: `op` turns it on, `clear` turns it off."""
    on: str = ""
    """The value of the switch that turns it on; any that is not false, zero or empty by default."""
    follows: str = ""
    """A boolean that no member holds: while it is set, `op` follows every change."""
    initial: Any = False
    """What the switch, or the number that `falls` or `clear` is for, is after the create."""
    falls: Op | None = None
    """Called instead when the number becomes smaller."""
    each: bool = False
    """AWS takes one property a call."""
    reset: Mapping[str, Any] = field(default_factory=dict)
    """Property -> what to send when the program no longer gives it."""
    before: str = ""
    """Function of `hooks.py`, called first."""
    then: str = ""
    """Function of `hooks.py`, called last."""
    drop: Mapping[str, str] = field(default_factory=dict)
    """Property -> the flag that says that the program no longer gives it."""
    forget: str = ""
    """The member that lists, by the names of their members, the properties the program no longer gives."""
    remove: Op | None = None
    """For one list of elements: `op` adds those that are new, `remove` takes those that are gone."""
    grows: bool = False
    """For one list of elements: `op` adds those that are new, and AWS takes none away."""
    after: Op | None = None
    """Called after `op`; its templates know what `op` answered."""
    when: Mapping[str, tuple[str | bool, ...]] = field(default_factory=dict)
    """Property -> the values with which this applies."""
    along: Names = ()
    """Properties that `op` sends whole beside the others, and that alone are no reason to call it."""
    exclusive: bool = False
    """`remove` takes elements that others added, too."""
    keys: str = ""
    """For a map: the member that lists the keys that are gone."""
    undone: bool = False
    """`remove` takes every element before the object is deleted."""


@dataclass(frozen=True)
class Tags:
    """How AWS keeps the tags of a type."""

    add: Op
    """Sets some tags; `tags_in_add` is where they go."""
    remove: Op
    """Takes tags away; `keys` is where their names go."""
    list: Op | None = None
    """Reads them at `at`; None: the row's first read returns them."""
    tags: str = "Tags"
    """Where the first read has them."""
    tags_in_add: str = "Tags"
    keys: str = "TagKeys"
    create: str = "Tags"
    """Where the create takes them; empty: it does not, and they are added after it."""
    whole: bool = False
    """`add` replaces the whole set."""
    lost: bool = False
    """An update drops them, so they are set again."""
    create_with: Mapping[str, str] = field(default_factory=dict)
    """Member path -> constant, sent beside tags in the create."""


def tags_by_arn(member: str) -> Tags:
    """The three operations most services have. `member` is what they call the ARN; it tells how they spell the rest."""
    target = {member: "{arn}"}
    lower = member[0].islower()
    tags, keys = ("tags", "tagKeys") if lower else ("Tags", "TagKeys")
    return Tags(
        list=Op("ListTagsForResource", only=(), at=tags, send=target),
        add=Op("TagResource", only=(), send=target),
        remove=Op("UntagResource", only=(), send=target),
        tags_in_add=tags,
        keys=keys,
        create=tags,
    )


@dataclass(frozen=True)
class Name:
    """The property pulumi-aws fills with a name of its own when the program gives none."""

    property: str = "name"
    longest: int = 255
    lower: bool = False
    before: str = ""
    """What AWS demands at the start."""
    after: Mapping[str, str] = field(default_factory=dict)
    """Boolean property -> what AWS demands at the end when it is set."""
    keeps: bool = False
    """A name that the program no longer gives stays, as pulumi-aws-native has it."""


@dataclass(frozen=True)
class Ready:
    """A status that moves by itself: wait until it is `until`, give up when it is one of `failed`."""

    status: str
    until: Names
    failed: Names
    reason: str = "FailureReason"
    passing: Mapping[str, str] = field(default_factory=dict)
    """Member path -> the value that it has on the way, too, whatever the status is."""
    holds: Names = ()
    """Properties that AWS puts back when it rolls a change back, with the status of success."""


@dataclass(frozen=True)
class Row:
    """One resource type."""

    type: str
    service: str
    """botocore's name of the service."""
    key: Mapping[str, str]
    """Member path -> property, or template: what names the object in every operation but the create. The properties
    replace."""
    create: Op
    read: tuple[Op, ...]
    """The first tells whether the object is there; what a later one does not find is not set."""
    before_create: Op | None = None
    """Asked before the create, which knows what it tells; the state keeps that."""
    confirm: Op | None = None
    """Asked right after the create, for what it answered: refuses where AWS could not do what it took on."""
    adopts: Op | None = None
    """Asked before the create, which is left out where this finds the object: pulumi-aws takes it over."""
    after_create: tuple[Op, ...] = ()
    """What pulumi-aws does to every new object."""
    update: tuple[Put, ...] = ()
    delete: tuple[Op, ...] = ()
    id: str = ""
    """Template of the Pulumi id; the first key's property by default."""
    id_leaves_out: str = ""
    """The start or the end of an id that is not written."""
    imports: Names | None = ()
    """Templates of the ids that `import` takes, if not `id`. `{name*}` may hold the separator. None: pulumi-aws cannot
    import it."""
    name: Name | None = None
    renames: Mapping[str, str] = field(default_factory=dict)
    """Property path -> member path. A name that is no property is for the templates of later operations: it is as the
    create returned it, or as the reads do."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Property -> attribute, for operations with a bag."""
    json: Names = ()
    """Properties that hold JSON text, compared by meaning. A policy document is one without being named."""
    either: Names = ()
    """Properties in which an id and an ARN that ends in it mean the same."""
    own: Names = ()
    """Lists to which others may add: of these, only the elements that the program gave are read."""
    codecs: Mapping[str, str] = field(default_factory=dict)
    """Property -> a name in `codecs`, for a shape no rename can describe."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """Property path -> what pulumi-aws fills in when the program says nothing."""
    fills: Names = ()
    """Paths inside objects that AWS fills in when the program leaves them out."""
    shown: Names = ()
    """Those of them that programs read as outputs."""
    local: Mapping[str, Any] = field(default_factory=dict)
    """Inputs that steer the provider and are never sent, with their defaults (None: none)."""
    absent: Mapping[str, Any] = field(default_factory=dict)
    """Output -> what it is where AWS tells nothing of it."""
    tells: Mapping[str, str] = field(default_factory=dict)
    """Output of the create -> template of it, whose fields AWS tells nowhere else before the first read."""
    computed: Mapping[str, str] = field(default_factory=dict)
    """Output, or a name for other templates -> template, for what AWS does not return."""
    upstream: str = ""
    """The type's name in Terraform, where it does not follow from `type`."""
    upstream_renames: Mapping[str, str] = field(default_factory=dict)
    """Terraform's name of a property -> pulumi-aws's, where these are two words."""
    replace: Mapping[str, str] = field(default_factory=dict)
    """Property -> why it replaces though the provider's schema does not declare it: its own code does, or we do not."""
    replace_when: Mapping[str, str] = field(default_factory=dict)
    """Property path -> function of `conditions.py`: with which values a change of it replaces."""
    unread: Mapping[str, str] = field(default_factory=dict)
    """Property -> why what AWS returns for it is not used."""
    hidden: Names = ()
    """Paths inside objects, or of whole properties, that AWS takes and does not show."""
    tags: Tags | None = None
    ready: Ready | None = None
    missing: Names = ()
    """Error codes that say that the object is not there, without a word of the kind in them."""
    gone: tuple[str, tuple[str | bool | None, ...]] | None = None
    """A member of the first read and the values with which the object counts as deleted; `*` is any."""
    before_delete: str = ""
    """Function of `hooks.py`: what pulumi-aws does first."""
    needs: tuple[Names, ...] = ()
    """Of each group of properties, one must be given."""
