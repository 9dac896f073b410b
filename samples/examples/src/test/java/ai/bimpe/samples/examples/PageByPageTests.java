package ai.bimpe.samples.examples;

import java.util.List;

import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PageByPage}.
 */
@ExamplesTest
class PageByPageTests {

	private final Simulator simulator;

	private final PageByPage pageByPage;

	PageByPageTests(Simulator simulator, PageByPage pageByPage) {
		this.simulator = simulator;
		this.pageByPage = pageByPage;
	}

	@Test
	void showsAPageAndWhetherThereIsAnother() {
		addAgents();
		assertThat(this.pageByPage.show(1)).isEqualTo(new PageByPage.Screen(List.of("Agent 1", "Agent 2"), 3L, true));
		assertThat(this.pageByPage.show(2)).isEqualTo(new PageByPage.Screen(List.of("Agent 3"), 3L, false));
		assertThat(this.simulator.count("listAgents")).isEqualTo(2);
	}

	@Test
	void turnsThePage() {
		addAgents();
		assertThat(this.pageByPage.firstTwoPages()).containsExactly("Agent 1", "Agent 3");
	}

	private void addAgents() {
		for (int i = 1; i <= 3; i++) {
			this.simulator.newAgent("Agent " + i);
		}
	}

}
