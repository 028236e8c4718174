"""Cloud Control: CloudFormation's types over the services' own APIs, so that both see the same objects.

A type is served if CloudFormation's schema of it is known and the service has operations of its noun; each call becomes
calls of those. What a handler of AWS does beyond one call an operation is not done.
"""

from local.cloud.store.services.cloudcontrol.requests import (
    KINDS,
    cancel_request,
    create_resource,
    delete_resource,
    get_request_status,
    list_requests,
    update_resource,
)
from local.cloud.store.services.cloudcontrol.resources import get_resource, list_resources

ACTIONS = {
    "CreateResource": create_resource,
    "GetResource": get_resource,
    "UpdateResource": update_resource,
    "DeleteResource": delete_resource,
    "ListResources": list_resources,
    "GetResourceRequestStatus": get_request_status,
    "ListResourceRequests": list_requests,
    "CancelResourceRequest": cancel_request,
}
__all__ = ["ACTIONS", "KINDS"]
