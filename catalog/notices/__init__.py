"""Notices of the board: what somebody asks for or offers, without a word of who it is."""
