"""The public pages: views read through the selectors, presenters turn documents into what templates show."""
