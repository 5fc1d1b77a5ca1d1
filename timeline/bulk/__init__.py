"""The whole record as files: one moment of the log in several forms, built by night and on demand, kept on a shelf."""
