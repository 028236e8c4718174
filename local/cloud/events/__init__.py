"""Events: what happens in the local cloud is told to EventBridge, whose rules are matched and whose targets called."""
