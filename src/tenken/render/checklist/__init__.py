"""An edition told: the catalogue as a document."""
