"""Inside: a page that shows what the local cloud holds and what it was asked. `make cloud` opens it."""
