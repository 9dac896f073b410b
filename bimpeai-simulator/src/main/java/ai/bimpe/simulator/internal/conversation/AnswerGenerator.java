package ai.bimpe.simulator.internal.conversation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.Store;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the words with which the simulated agent answers.
 *
 * @since 0.1.0
 */
final class AnswerGenerator {

	private static final Set<String> HUMAN = Set.of("human", "person", "colleague", "representative", "manager",
			"somebody", "someone", "staff");

	private static final int MIN_WORD = 4;

	private final Store store;

	AnswerGenerator(Store store) {
		this.store = store;
	}

	boolean asksForHuman(String text) {
		return words(text).stream().anyMatch(HUMAN::contains);
	}

	String answer(ObjectNode agent, String question) {
		if (asksForHuman(question)) {
			return "I am passing this to a colleague.";
		}
		String knowledge = knowledge(Json.string(agent, "id"), question);
		String name = Json.string(agent, "name");
		return (knowledge != null) ? name + " here. " + knowledge
				: name + " here. Thank you for your message: " + question;
	}

	private @Nullable String knowledge(String agentId, String question) {
		Set<String> asked = words(question);
		long best = 0;
		String found = null;
		for (ObjectNode source : this.store.knowledgeBases().of(agentId)) {
			String content = Json.text(source, "content");
			if (content != null) {
				Set<String> known = words(Json.string(source, "name") + " " + content);
				long common = asked.stream()
					.filter((word) -> word.length() >= MIN_WORD && known.contains(word))
					.count();
				if (common > best) {
					best = common;
					found = content;
				}
			}
		}
		return found;
	}

	private static Set<String> words(String text) {
		return new HashSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)));
	}

}
