package ai.bimpe.samples.recipes.refresh;

/**
 * What a refresh has done.
 *
 * @param created how many knowledge bases are new
 * @param updated how many have another text
 * @param unchanged how many are as they were
 * @param removed how many are gone
 * @param vanished how many are kept although their files are gone
 * @param failed how many files could not be read, or were refused
 */
record RefreshResult(int created, int updated, int unchanged, int removed, int vanished, int failed) {

	@Override
	public String toString() {
		return "Refreshed: " + this.created + " new, " + this.updated + " changed, " + this.unchanged + " unchanged, "
				+ this.removed + " removed" + ((this.vanished > 0)
						? ", " + this.vanished + " kept of files that are gone (refresh.remove-vanished)" : "")
				+ ((this.failed > 0) ? ", " + this.failed + " files failed" : "");
	}

}
