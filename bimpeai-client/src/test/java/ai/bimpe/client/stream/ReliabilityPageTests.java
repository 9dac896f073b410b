package ai.bimpe.client.stream;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the proofs in {@code docs/reliability.md} exist.
 */
class ReliabilityPageTests {

	private static final Pattern PROOF = Pattern.compile("`(\\w+Tests)(?:\\.(\\w+))?`");

	private static final List<String> PACKAGES = List.of("ai.bimpe.client.stream.", "ai.bimpe.client.internal.sse.",
			"ai.bimpe.client.internal.stream.", "ai.bimpe.client.internal.retry.", "ai.bimpe.client.internal.http.",
			"ai.bimpe.client.");

	@Test
	void everyTestThatThePageNamesExists() throws IOException {
		List<MatchResult> proofs = PROOF.matcher(ReliabilityPage.text()).results().toList();
		assertThat(proofs).hasSizeGreaterThan(20)
			.allSatisfy((proof) -> assertThat(testsOf(proof.group(1)))
				.contains((proof.group(2) != null) ? proof.group(2) : ""));
	}

	private static List<String> testsOf(String name) {
		for (String place : PACKAGES) {
			try {
				List<String> tests = new ArrayList<>(List.of(""));
				Arrays.stream(Class.forName(place + name).getDeclaredMethods())
					.map(Method::getName)
					.forEach(tests::add);
				return tests;
			}
			catch (ClassNotFoundException ex) {
				// Perhaps in the next package.
			}
		}
		return List.of();
	}

}
