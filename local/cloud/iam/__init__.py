"""IAM: evaluate the policies of who calls, as AWS documents it, before the local cloud does anything."""
