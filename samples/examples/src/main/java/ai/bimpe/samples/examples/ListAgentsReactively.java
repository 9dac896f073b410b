package ai.bimpe.samples.examples;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;
import reactor.core.publisher.Flux;

import org.springframework.stereotype.Component;

/**
 * Walks over all agents without blocking a thread. A page is fetched when the subscriber
 * has asked for more than it has got.
 */
@Component
class ListAgentsReactively {

	private final ReactiveBimpeAI bimpeai;

	ListAgentsReactively(ReactiveBimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	Flux<String> names() {
		return this.bimpeai.agents().list(ListQuery.create().limit(2)).map((agent) -> agent.name());
	}

	Flux<String> namesAndKnowledge() {
		return this.bimpeai.agents()
			.list(ListQuery.create())
			.flatMap((agent) -> this.bimpeai.agents()
				.knowledgeBases()
				.list(agent.id())
				.count()
				.map((count) -> agent.name() + " knows " + count + " texts"), 4);
	}

}
