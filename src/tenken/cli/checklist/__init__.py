"""Commands about editions: told, checked, begun."""
