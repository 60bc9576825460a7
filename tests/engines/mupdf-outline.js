// Run by mutool: prints the labels of a book's outline, one a line. On what is wrong with the outline: "FAIL: ...".

var book = new Document(scriptArgs[0]);
var before = 0;

function page_of(item) {
	var at = book.resolveLink(item.uri);
	if (typeof at === "number")
		return at;
	// Chapters follow one another, so one number orders all places.
	return at.page < 0 ? -1 : at.chapter * 1e6 + at.page;
}

function walk(items) {
	items.forEach(function (item) {
		var page = page_of(item);
		if (!item.title)
			print("FAIL: the outline has an entry without a label: " + item.uri);
		if (page < 0)
			print("FAIL: the outline's \"" + item.title + "\" leads nowhere: " + item.uri);
		else if (page < before)
			print("FAIL: the outline's \"" + item.title + "\" is out of reading order");
		else
			before = page;
		print(item.title || "");
		if (item.down)
			walk(item.down);
	});
}

var outline = book.loadOutline();
if (outline && outline.length)
	walk(outline);
else
	print("FAIL: the outline is empty");
