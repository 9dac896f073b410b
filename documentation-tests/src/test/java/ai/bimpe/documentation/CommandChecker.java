package ai.bimpe.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Checks commands of the documentation without running them: the modules, tests, files
 * and options that they name must be there. Those that build or measure this project are
 * checked by nothing else.
 */
final class CommandChecker {

	private static final Set<String> GOALS = Set.of("clean", "test", "package", "verify", "install", "deploy",
			"spring-boot:run");

	/** Programs that {@link CommandRunner} runs. */
	private static final Set<String> PROGRAMS = Set.of("cd", "java", "curl");

	private static final Pattern WORD = Pattern.compile("'[^']*'|\\S+");

	private static final Pattern JAR = Pattern.compile("(samples/\\w[\\w-]*)/target/(\\S+)\\.jar");

	private final Set<String> classes;

	private final String sources;

	private final Set<String> profiles;

	CommandChecker() {
		this.profiles = MavenBlockChecker
			.elements(MavenBlockChecker.parse(ProjectFiles.read(ProjectFiles.ROOT.resolve("pom.xml"))), "profile")
			.map((profile) -> MavenBlockChecker.child(profile, "id"))
			.collect(Collectors.toSet());
		try {
			List<Path> all = ProjectFiles.find(".java", Integer.MAX_VALUE);
			this.classes = all.stream()
				.map((file) -> file.getFileName().toString().replace(".java", ""))
				.collect(Collectors.toSet());
			this.sources = all.stream().map(ProjectFiles::read).collect(Collectors.joining());
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot read the sources", ex);
		}
	}

	/**
	 * Return what is wrong with a command, or several that follow each other.
	 * @param text the command
	 * @return what it names that is not there
	 */
	List<String> problems(String text) {
		List<String> problems = new ArrayList<>();
		parse(text).forEach((command) -> check(command, problems));
		JAR.matcher(text).results().forEach((jar) -> checkJar(jar.group(1), jar.group(2), problems));
		return problems;
	}

	/**
	 * Split commands into words, and leave out the variables that are set before a
	 * command.
	 * @param text a command, or several that follow each other
	 * @return the words of each command
	 */
	static List<List<String>> parse(String text) {
		return Stream.of(text.replace("\\\n", " ").split("\n|&&", -1))
			.map((command) -> WORD.matcher(command)
				.results()
				.map((word) -> word.group().replaceAll("^'|'$", ""))
				.dropWhile((word) -> word.matches("[A-Z_]+=\\S*"))
				.toList())
			.filter((words) -> !words.isEmpty())
			.toList();
	}

	static boolean isOnlyLookedUp(String program) {
		return program.equals("mvn") || program.contains("/");
	}

	private void check(List<String> words, List<String> problems) {
		String program = words.get(0);
		if (program.equals("mvn")) {
			checkMaven(words.subList(1, words.size()), problems);
		}
		else if (program.contains("/")) {
			checkScript(program, words.subList(1, words.size()), problems);
		}
		else if (!PROGRAMS.contains(program)) {
			problems.add("there is no check for " + program);
		}
	}

	private void checkMaven(List<String> words, List<String> problems) {
		@Nullable String option = null;
		for (String word : words) {
			if ("-pl".equals(option)) {
				Stream.of(word.split(",", -1))
					.filter((module) -> !Files.exists(ProjectFiles.ROOT.resolve(module).resolve("pom.xml")))
					.forEach((module) -> problems.add("there is no module " + module));
			}
			else if (word.startsWith("-Dtest=")) {
				Stream.of(word.substring("-Dtest=".length()).split(",", -1))
					.filter((test) -> !this.classes.contains(test))
					.forEach((test) -> problems.add("there is no test " + test));
			}
			else if (word.startsWith("-Dbimpeai.")) {
				String property = word.substring(2).replaceAll("=.*", "");
				if (!this.sources.contains('"' + property + '"')) {
					problems.add("nothing reads " + property);
				}
			}
			else if (word.startsWith("-P") && !this.profiles.contains(word.substring(2))) {
				problems.add("there is no profile " + word.substring(2));
			}
			else if (!word.startsWith("-") && !GOALS.contains(word) && !word.contains("-plugin:")) {
				problems.add("there is no goal " + word);
			}
			option = word;
		}
	}

	private void checkScript(String script, List<String> words, List<String> problems) {
		Path file = ProjectFiles.ROOT.resolve(script);
		if (!Files.isExecutable(file)) {
			problems.add("there is no program " + script);
			return;
		}
		String source = ProjectFiles.read(file).replaceAll("(?m)^#.*", "");
		words.stream()
			.filter((word) -> word.startsWith("-") && !source.contains(word))
			.forEach((word) -> problems.add(script + " knows no " + word));
	}

	private void checkJar(String module, String name, List<String> problems) {
		Path pom = ProjectFiles.ROOT.resolve(module).resolve("pom.xml");
		if (!Files.exists(pom) || !ProjectFiles.read(pom).contains("<finalName>" + name + "</finalName>")) {
			problems.add(module + " makes no " + name + ".jar");
		}
	}

	/**
	 * Return the commands that stand between the words of a page.
	 * @param prose the lines of the page
	 * @return the commands
	 */
	static List<String> inline(List<String> prose) {
		Matcher matcher = Pattern.compile("`((?:[A-Z_]+=\\S+ )?(?:mvn|benchmarks/\\w+|\\.ci/\\w+)(?: [^`]*)?)`")
			.matcher(String.join("\n", prose));
		return matcher.results().map((command) -> command.group(1).replace('\n', ' ')).toList();
	}

}
