package ai.bimpe.benchmarks.report;

import java.util.List;

/**
 * A table that is being written.
 */
final class MarkdownTable {

	private final StringBuilder text = new StringBuilder();

	MarkdownTable(String title, List<String> head) {
		this(title, "", head);
	}

	MarkdownTable(String title, String explanation, List<String> head) {
		this.text.append("### ").append(title).append("\n\n");
		if (!explanation.isEmpty()) {
			this.text.append(explanation).append("\n\n");
		}
		row(head);
		this.text.append("|---".repeat(head.size())).append("|\n");
	}

	void row(List<String> cells) {
		this.text.append("| ").append(String.join(" | ", cells)).append(" |\n");
	}

	String text() {
		return this.text + "\n";
	}

}
