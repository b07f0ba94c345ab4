"""An audit as documents: what its report says on each page, and its comparison with the answers."""
