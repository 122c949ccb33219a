"""What the store holds, and what each indicator means."""
