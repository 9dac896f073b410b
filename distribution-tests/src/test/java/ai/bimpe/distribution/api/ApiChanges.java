package ai.bimpe.distribution.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares two texts of an {@link ApiRecord}.
 */
public final class ApiChanges {

	private static final Pattern TYPE = Pattern.compile("\\b(?:interface|class|record|enum) ([\\w.]+)");

	private ApiChanges() {
	}

	/**
	 * Name what differs.
	 * @param recorded the API as it was
	 * @param actual the API as it is
	 * @return lines that were with a minus and lines that are with a plus, below the
	 * names of their types
	 */
	public static String between(String recorded, String actual) {
		Map<String, List<String>> before = types(recorded);
		Map<String, List<String>> after = types(actual);
		return Stream.of(before, after)
			.flatMap((types) -> types.keySet().stream())
			.collect(Collectors.toCollection(TreeSet::new))
			.stream()
			.map((type) -> between(type, before.getOrDefault(type, List.of()), after.getOrDefault(type, List.of())))
			.collect(Collectors.joining());
	}

	private static String between(String type, List<String> before, List<String> after) {
		if (before.equals(after)) {
			return "";
		}
		StringBuilder changes = new StringBuilder(type).append('\n');
		before.stream().filter((line) -> !after.contains(line)).forEach((line) -> append(changes, "- ", line));
		after.stream().filter((line) -> !before.contains(line)).forEach((line) -> append(changes, "+ ", line));
		return changes.toString();
	}

	private static void append(StringBuilder changes, String sign, String line) {
		changes.append("  ").append(sign).append(line.strip()).append('\n');
	}

	private static Map<String, List<String>> types(String text) {
		return Stream.of(text.split("\n\n", -1))
			.filter((block) -> !block.isBlank())
			.map((block) -> block.lines().toList())
			.collect(Collectors.toMap((lines) -> name(lines.get(0)), (lines) -> lines, (left, right) -> right,
					LinkedHashMap::new));
	}

	private static String name(String line) {
		Matcher matcher = TYPE.matcher(line);
		return matcher.find() ? matcher.group(1) : line;
	}

}
