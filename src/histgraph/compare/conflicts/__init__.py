"""The rules of conflict: each looks at two claims and tells what stands between them, or nothing."""
