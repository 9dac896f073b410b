package ai.bimpe.samples.examples;

import java.util.List;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.Agent;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.Page;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Shows one page of agents, as a screen with buttons to turn the pages would.
 */
@Component
class PageByPage {

	private final BimpeAI bimpeai;

	PageByPage(BimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	Screen show(int number) {
		Page<Agent> page = this.bimpeai.agents().list(ListQuery.create().page(number).limit(2));
		List<String> names = page.data().stream().map(Agent::name).toList();
		return new Screen(names, page.meta().totalCount(), page.hasNextPage());
	}

	List<String> firstTwoPages() {
		Page<Agent> first = this.bimpeai.agents().list(ListQuery.create().limit(2));
		Page<Agent> second = first.nextPage();
		return List.of(first.data().get(0).name(), second.data().get(0).name());
	}

	record Screen(List<String> names, @Nullable Long total, boolean hasNext) {
	}

}
