package ai.bimpe.samples.recipes.export;

/**
 * How much has been written.
 *
 * @param conversations how many conversations
 * @param messages how many messages
 */
record Count(long conversations, long messages) {

	static final Count ZERO = new Count(0, 0);

	Count plus(ExportLine line) {
		return new Count(this.conversations + ((line.conversation() != null) ? 1 : 0),
				this.messages + ((line.message() != null) ? 1 : 0));
	}

}
