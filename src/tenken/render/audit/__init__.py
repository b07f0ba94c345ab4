"""An audit as documents; how the report of an assessment looks is ``report``'s and ``owner``'s."""
