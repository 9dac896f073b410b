package ai.bimpe.documentation;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the conditions of listeners in samples and in the Javadoc need no option of
 * the compiler: names of parameters are there with {@code -parameters} only.
 */
class SampleConditionsTests {

	private static final Pattern CONDITION = Pattern.compile("condition = \"([^\"]*)\"");

	private static final Pattern NAME = Pattern.compile("#(?!(?:a\\d|p\\d|root|this)\\b)\\w+");

	@Test
	void noConditionRefersToTheNameOfParameter() throws IOException {
		assertThat(conditions()).hasSizeGreaterThan(6).noneMatch(SampleConditionsTests::refersToName);
	}

	@Test
	void findsNames() {
		assertThat(refersToName("#event.stream == 'x'")).isTrue();
		assertThat(refersToName("#a0.stream == 'x' && #b")).isTrue();
		assertThat(refersToName("#a0.stream == 'x' && #root.args[0] != null")).isFalse();
	}

	private static boolean refersToName(String condition) {
		return NAME.matcher(condition).find();
	}

	private static List<String> conditions() throws IOException {
		return ProjectFiles.find(".java", 20)
			.stream()
			.filter((file) -> file.toString().replace('\\', '/').contains("/samples/")
					|| file.toString().replace('\\', '/').contains("/src/main/"))
			.map(ProjectFiles::read)
			.flatMap((text) -> CONDITION.matcher(text).results())
			.map((condition) -> condition.group(1))
			.toList();
	}

}
