"""The laptop: the real engine on a local cloud, with no account."""
