package ai.bimpe.samples.recipes.refresh;

/**
 * The name of the knowledge base that holds a part of a file.
 */
final class PartName {

	private static final String SEPARATOR = ", part ";

	private PartName() {
	}

	static String of(String file, int number) {
		return file + SEPARATOR + number;
	}

	/**
	 * Return the file of a part.
	 * @param name the name of a part
	 * @return the file, or the name itself when it is that of no part
	 */
	static String file(String name) {
		int end = name.lastIndexOf(SEPARATOR);
		return (end >= 0) ? name.substring(0, end) : name;
	}

}
