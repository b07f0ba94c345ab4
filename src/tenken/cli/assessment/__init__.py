"""Commands about one assessment: begun, answered, handed out, brought back."""
