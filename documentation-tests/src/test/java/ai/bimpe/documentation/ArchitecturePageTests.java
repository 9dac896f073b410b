package ai.bimpe.documentation;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@code docs/architecture.md} shows the modules, packages and classes of the
 * code.
 */
class ArchitecturePageTests {

	private final ArchitecturePage page = new ArchitecturePage(MarkdownFile.named("docs/architecture.md").prose());

	@Test
	void everyClassExistsUnderOneName() {
		assertThat(this.page.unclearClasses()).isEmpty();
	}

	@Test
	void everyPackageExists() {
		assertThat(this.page.unknownPackages()).isEmpty();
	}

	@Test
	void everyPackageOfTheLibraryIsInATable() {
		assertThat(this.page.missingPackages()).isEmpty();
	}

	@Test
	void everyStepUsesTheOneBeforeOrIsUsedByIt() {
		assertThat(this.page.steps()).isGreaterThan(50);
		assertThat(this.page.unconnectedSteps()).isEmpty();
	}

	@Test
	void everyModuleKnowsWhatItsPomNames() {
		assertThat(this.page.known()).isEqualTo(ArchitecturePage.expectedKnown());
	}

	@Test
	void noticesClassesThatAreNotThere() {
		assertThat(page("The `CallExecutor`, the `CallExecutioner`, an `@EventListener` and `WARN`").unclearClasses())
			.containsExactly("CallExecutioner");
	}

	@Test
	void noticesClassesThatShareTheirName() {
		assertThat(page("The `StreamSession`").unclearClasses()).containsExactly("StreamSession");
		assertThat(page("| `ai.bimpe.spring.stream` | `StreamSession` and `StreamSpec` |").unclearClasses()).isEmpty();
	}

	@Test
	void noticesClassesOfModulesThatMayNotBeKnown() {
		assertThat(page("| `ai.bimpe.client` | `StreamSpec` and `CallExecutor` |").unclearClasses())
			.containsExactly("StreamSpec");
	}

	@Test
	void noticesPackagesThatAreNotThere() {
		ArchitecturePage page = page("`ai.bimpe.client.http` and `ai.bimpe.client.core`");
		assertThat(page.unknownPackages()).containsExactly("ai.bimpe.client.http");
		assertThat(page.missingPackages()).contains("ai.bimpe.client.core");
	}

	@Test
	void noticesStepsThatAreNotConnected() {
		assertThat(page("1. `Agents`", "   1. `Blocking`", "   2. `CallExecutor`", "2. `ReactiveAgents`",
				"3. `Watchdog`", "", "1. `EventStreamParser`")
			.unconnectedSteps()).containsExactly("Agents and CallExecutor", "ReactiveAgents and Watchdog");
	}

	@Test
	void noticesWhatModulesMayNotKnow() {
		ArchitecturePage page = page(
				"| `bimpeai-spring` | streams | `bimpeai-client`, `bimpeai-simulator` (optional) |");
		assertThat(page.known())
			.isEqualTo(Map.of("bimpeai-spring", Map.of("bimpeai-client", false, "bimpeai-simulator", true)));
		assertThat(ArchitecturePage.expectedKnown()).containsEntry("bimpeai-spring", Map.of("bimpeai-client", false))
			.containsKeys("bimpeai-bom", "samples/recipes");
	}

	private static ArchitecturePage page(String... lines) {
		return new ArchitecturePage(List.of(lines));
	}

}
