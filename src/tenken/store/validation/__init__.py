"""What every file passes on its way in: characters, syntax, schema; and the places of what is wrong."""
