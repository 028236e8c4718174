"""ACM: the names of a certificate in an order that stays."""

from moto.acm.responses import AWSCertificateManagerResponse

from local.cloud.gaps.filling import Answer, Call, answers


@answers(AWSCertificateManagerResponse, "DescribeCertificate")
def describe_certificate(call: Call) -> Answer:
    """The domain comes first."""
    certificate = call.moto()["Certificate"]
    domain = certificate["DomainName"]
    names = sorted(certificate.get("SubjectAlternativeNames", []), key=lambda name: (name != domain, name))
    return {"Certificate": {**certificate, "SubjectAlternativeNames": names}}
