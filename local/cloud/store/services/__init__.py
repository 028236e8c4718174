"""What the store cannot infer: one module a service, named as botocore names it (`-`: `_`), of KINDS and ACTIONS."""
