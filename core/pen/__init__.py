"""What a pen wrote: its way, its files, its picture and how alike two ways are."""
