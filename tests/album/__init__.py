"""The album: every screen in every state, judged by a program before a person looks."""
