"""What programs read of campaigns, as JSON: nothing that public pages do not show, no time finer than the day."""
