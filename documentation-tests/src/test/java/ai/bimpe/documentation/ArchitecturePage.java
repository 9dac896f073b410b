package ai.bimpe.documentation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code docs/architecture.md} claims, compared with the code. A class is named by
 * its simple name. Where a section has a table of packages, the class is one of that
 * module, or else of those that it may know.
 */
final class ArchitecturePage {

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	private static final Pattern CLASS = Pattern.compile("[A-Z]\\w*[a-z]\\w*");

	private static final Pattern PACKAGE = Pattern.compile("ai\\.bimpe(\\.[a-z0-9]+)+");

	private static final Pattern STEP = Pattern.compile("( *)\\d+\\. `(\\w+)`.*");

	private static final Pattern MODULE_ROW = Pattern.compile("\\| `([\\w/-]+)` \\| [^|]+ \\| ([^|]+) \\|");

	private static final Pattern PACKAGE_ROW = Pattern.compile("\\| `(" + PACKAGE + ")` \\| .*");

	private static final Pattern KNOWN = Pattern.compile("`([^`]+)`( \\(optional\\))?");

	private static final Map<String, ProjectModule> MODULES = ProjectModule.all();

	private static final ProjectClasses CLASSES = new ProjectClasses();

	private final List<Section> sections = new ArrayList<>();

	ArchitecturePage(List<String> prose) {
		List<String> lines = new ArrayList<>();
		for (String line : prose) {
			if (line.startsWith("## ")) {
				this.sections.add(section(lines));
				lines = new ArrayList<>();
			}
			lines.add(line);
		}
		this.sections.add(section(lines));
	}

	/**
	 * Return the classes on the page that are not there, or that share their name.
	 */
	List<String> unclearClasses() {
		return this.sections.stream()
			.flatMap((section) -> section.codes(CLASS).filter((name) -> section.find(name).size() != 1))
			.toList();
	}

	/**
	 * Return the packages on the page that are not there.
	 */
	List<String> unknownPackages() {
		Set<String> known = packages(MODULES.values());
		return this.sections.stream()
			.flatMap((section) -> section.codes(PACKAGE))
			.filter((name) -> !known.contains(name))
			.toList();
	}

	/**
	 * Return the packages of the library that no table has.
	 */
	Set<String> missingPackages() {
		Set<String> missing = new TreeSet<>(
				packages(MODULES.values().stream().filter((module) -> module.path().startsWith("bimpeai-")).toList()));
		this.sections
			.forEach((section) -> missing.removeAll(section.rows(PACKAGE_ROW).map((row) -> row.group(1)).toList()));
		return missing;
	}

	/**
	 * Return the steps that are not connected with the one before, or, where a list
	 * begins within another, with the one around it.
	 */
	List<String> unconnectedSteps() {
		return this.sections.stream().flatMap((section) -> section.unconnectedSteps().stream()).toList();
	}

	long steps() {
		return this.sections.stream().flatMap((section) -> section.rows(STEP)).count();
	}

	/**
	 * Return what the table says that each module may know, and whether it is optional.
	 */
	Map<String, Map<String, Boolean>> known() {
		Map<String, Map<String, Boolean>> known = new TreeMap<>();
		this.sections.stream()
			.flatMap((section) -> section.rows(MODULE_ROW))
			.forEach((row) -> known.put(row.group(1),
					KNOWN.matcher(row.group(2))
						.results()
						.collect(Collectors.toMap((name) -> name.group(1), (name) -> name.group(2) != null))));
		return known;
	}

	/**
	 * Return what each module may know.
	 */
	static Map<String, Map<String, Boolean>> expectedKnown() {
		return MODULES.values().stream().collect(Collectors.toMap(ProjectModule::path, ProjectModule::knows));
	}

	private static Set<String> packages(Collection<ProjectModule> modules) {
		return modules.stream().flatMap((module) -> module.packages().stream()).collect(Collectors.toSet());
	}

	private static Section section(List<String> lines) {
		Set<String> listed = lines.stream()
			.map(PACKAGE_ROW::matcher)
			.filter(Matcher::matches)
			.map((row) -> row.group(1))
			.collect(Collectors.toSet());
		Collection<ProjectModule> own = MODULES.values()
			.stream()
			.filter((module) -> module.packages().stream().anyMatch(listed::contains))
			.toList();
		Set<String> reach = packages(
				own.stream().flatMap((module) -> module.reach(MODULES.values()).stream()).toList());
		return new Section(lines, packages(own), listed.isEmpty() ? packages(MODULES.values()) : reach);
	}

	/**
	 * A section of the page.
	 */
	private static final class Section {

		private final List<String> lines;

		private final Set<String> own;

		private final Set<String> reach;

		private Section(List<String> lines, Set<String> own, Set<String> reach) {
			this.lines = lines;
			this.own = own;
			this.reach = reach;
		}

		private Stream<String> codes(Pattern pattern) {
			return CODE.matcher(String.join("\n", this.lines))
				.results()
				.map((code) -> code.group(1))
				.filter(pattern.asMatchPredicate());
		}

		private Stream<MatchResult> rows(Pattern pattern) {
			return this.lines.stream().map(pattern::matcher).filter(Matcher::matches).map(Matcher::toMatchResult);
		}

		private List<String> find(String name) {
			List<String> found = CLASSES.find(name, this.own);
			return !found.isEmpty() ? found : CLASSES.find(name, this.reach);
		}

		private List<String> unconnectedSteps() {
			List<String> unconnected = new ArrayList<>();
			Map<Integer, String> last = new HashMap<>();
			for (String line : this.lines) {
				Matcher step = STEP.matcher(line);
				if (step.matches()) {
					int depth = step.group(1).length();
					String before = (depth > 0) ? last.get(0) : last.get(depth);
					if (before != null && !areConnected(before, step.group(2))) {
						unconnected.add(before + " and " + step.group(2));
					}
					last.put(depth, step.group(2));
				}
				else if (line.isBlank()) {
					last.clear();
				}
			}
			return unconnected;
		}

		private boolean areConnected(String one, String other) {
			return find(one).stream()
				.anyMatch((first) -> find(other).stream().anyMatch((second) -> CLASSES.areConnected(first, second)));
		}

	}

}
