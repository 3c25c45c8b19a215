"""Official papers: drafts in the layout of Nghị định 30/2020/NĐ-CP, for the archives clerk to number and date."""
