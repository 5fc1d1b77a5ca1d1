# Every event on JEDI as a table, counted by year and type. Needs R and no package.
events <- read.csv("{{ site_url }}/api/v1/events.csv?dispute=jedi",
                   fileEncoding = "UTF-8-BOM", check.names = FALSE)
events$year <- format(as.Date(events[["First possible day"]]), "%Y")
print(table(events$Type, events$year))
write.csv(events[events$Type == "Ruling", c("Date", "Title", "Parties", "Address")], "rulings.csv")
