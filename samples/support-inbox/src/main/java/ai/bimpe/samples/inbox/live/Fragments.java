package ai.bimpe.samples.inbox.live;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

import org.springframework.stereotype.Component;

/**
 * Makes parts of pages outside of a request.
 */
@Component
public class Fragments {

	private final ITemplateEngine engine;

	Fragments(ITemplateEngine engine) {
		this.engine = engine;
	}

	/**
	 * Make a part of a page.
	 * @param template the template
	 * @param fragment the fragment in it
	 * @param name the name of the value that it shows
	 * @param value the value
	 * @return the HTML, with all text escaped
	 */
	public String render(String template, String fragment, String name, Object value) {
		return this.engine.process(template, Set.of(fragment), new Context(Locale.ENGLISH, Map.of(name, value)));
	}

}
