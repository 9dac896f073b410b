package ai.bimpe.samples.inbox.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.microsoft.playwright.Page;

import org.springframework.core.io.ClassPathResource;

/**
 * Finds what keeps people out, by the rules of WCAG 2.2 at levels A and AA that axe can
 * check.
 */
final class Accessibility {

	private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

	// Checked against all others as well: what a rule cannot decide is no violation.
	private static final String RUN = """
			async (tags) => {
				const found = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
				return found.violations.flatMap((violation) => violation.nodes.map((node) =>
					`${violation.id}: ${node.html} ${node.failureSummary}`));
			}""";

	private static final String OVERFLOW = "() => document.documentElement.scrollWidth > innerWidth";

	private Accessibility() {
	}

	@SuppressWarnings("unchecked")
	static List<String> violations(Page page) {
		page.evaluate(script());
		return (List<String>) page.evaluate(RUN, RULES);
	}

	/**
	 * Return whether the page must be scrolled sideways.
	 * @param page the page
	 * @return whether it is wider than the window
	 */
	static boolean isTooWide(Page page) {
		return Boolean.TRUE.equals(page.evaluate(OVERFLOW));
	}

	private static String script() {
		try {
			return new ClassPathResource("axe.min.js").getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot read the script of axe", ex);
		}
	}

}
