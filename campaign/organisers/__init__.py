"""The people who run campaigns: who they are, what each may do, and how they sign in."""
