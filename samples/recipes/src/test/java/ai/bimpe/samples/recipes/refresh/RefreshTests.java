package ai.bimpe.samples.recipes.refresh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.CreateKnowledgeBaseRequest;
import ai.bimpe.client.agents.KnowledgeBase;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.simulator.Fault;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Refresh}.
 */
@RefreshTest
@Import(RefreshFixture.class)
class RefreshTests {

	@TempDir
	private Path folder;

	@Autowired
	private RefreshFixture fixture;

	@Autowired
	private BimpeAI bimpeai;

	@Test
	void uploadsEveryTextFile(SimulatedAgent agent) {
		RefreshFixture.write(this.folder, "menu.md", "Margherita 12");
		RefreshFixture.write(this.folder, "house/hours.txt", "Open from 12 to 22");
		RefreshFixture.write(this.folder, "picture.png", "not a text");
		assertThat(this.fixture.refresh(agent, this.folder)).isEqualTo(new RefreshResult(2, 0, 0, 0, 0, 0));
		assertThat(this.fixture.learnt(agent))
			.isEqualTo(Map.of("menu.md, part 1", "Margherita 12", "house/hours.txt, part 1", "Open from 12 to 22"));
	}

	@Test
	void writesNothingWhenNothingHasChanged(Simulator simulator, SimulatedAgent agent) {
		RefreshFixture.write(this.folder, "menu.md", RefreshFixture.text(3, "pizza"));
		this.fixture.refresh(agent, this.folder);
		simulator.clearRequests();
		assertThat(this.fixture.refresh(agent, this.folder)).isEqualTo(new RefreshResult(0, 0, 3, 0, 0, 0));
		assertThat(simulator.requests()).hasSize(1);
	}

	@Test
	void uploadsOnlyThePartThatHasChanged(Simulator simulator, SimulatedAgent agent) {
		RefreshFixture.write(this.folder, "menu.md", RefreshFixture.text(2, "pizza") + RefreshFixture.text(1, "old"));
		this.fixture.refresh(agent, this.folder);
		simulator.clearRequests();
		RefreshFixture.write(this.folder, "menu.md", RefreshFixture.text(2, "pizza") + RefreshFixture.text(1, "new"));
		assertThat(this.fixture.refresh(agent, this.folder)).isEqualTo(new RefreshResult(0, 1, 2, 0, 0, 0));
		assertThat(this.fixture.learnt(agent)).containsEntry("menu.md, part 3", RefreshFixture.text(1, "new").strip())
			.hasSize(3);
		assertThat(this.fixture.writes()).isOne();
	}

	@Test
	void removesPartsThatTheFileHasNoMore(SimulatedAgent agent) {
		RefreshFixture.write(this.folder, "menu.md", RefreshFixture.text(4, "pizza"));
		this.fixture.refresh(agent, this.folder);
		RefreshFixture.write(this.folder, "menu.md", RefreshFixture.text(2, "pizza"));
		assertThat(this.fixture.refresh(agent, this.folder)).isEqualTo(new RefreshResult(0, 0, 2, 2, 0, 0));
		assertThat(this.fixture.learnt(agent)).containsOnlyKeys("menu.md, part 1", "menu.md, part 2");
	}

	@Test
	void removesWhatHasVanishedOnlyWhenAsked(SimulatedAgent agent) throws IOException {
		RefreshFixture.write(this.folder, "menu.md", "Margherita 12");
		RefreshFixture.write(this.folder, "old.md", RefreshFixture.text(2, "old"));
		this.fixture.refresh(agent, this.folder);
		Files.delete(this.folder.resolve("old.md"));
		assertThat(this.fixture.refresh(agent, this.folder)).isEqualTo(new RefreshResult(0, 0, 1, 0, 2, 0));
		assertThat(this.fixture.learnt(agent)).hasSize(3);
		assertThat(this.fixture.refresh(agent, this.folder, true)).isEqualTo(new RefreshResult(0, 0, 1, 2, 0, 0));
		assertThat(this.fixture.learnt(agent)).containsOnlyKeys("menu.md, part 1");
	}

	@Test
	void removesNothingWhenTheFolderIsEmpty(SimulatedAgent agent) throws IOException {
		RefreshFixture.write(this.folder, "menu.md", "Margherita 12");
		this.fixture.refresh(agent, this.folder);
		Files.delete(this.folder.resolve("menu.md"));
		assertThat(this.fixture.refresh(agent, this.folder, true)).isEqualTo(new RefreshResult(0, 0, 0, 0, 1, 0));
		assertThat(this.fixture.learnt(agent)).hasSize(1);
	}

	@Test
	void asksNothingWhenThereIsNoFolder(Simulator simulator, SimulatedAgent agent) {
		assertThatExceptionOfType(RefreshException.class)
			.isThrownBy(() -> this.fixture.refresh(agent, this.folder.resolve("missing"), true))
			.withMessageContaining("missing");
		assertThat(simulator.requests()).isEmpty();
	}

	@Test
	void leavesAloneWhatOthersHaveMade(SimulatedAgent agent) {
		this.bimpeai.agents()
			.knowledgeBases()
			.create(agent.id(), CreateKnowledgeBaseRequest.text("old.md, part 1", "By hand"));
		RefreshFixture.write(this.folder, "menu.md", "Margherita 12");
		assertThat(this.fixture.refresh(agent, this.folder, true)).isEqualTo(new RefreshResult(1, 0, 0, 0, 0, 0));
		assertThat(this.fixture.learnt(agent)).containsEntry("old.md, part 1", "By hand").hasSize(2);
	}

	@Test
	void leavesOutFileThatIsNoText(SimulatedAgent agent) throws IOException {
		RefreshFixture.write(this.folder, "a.md", "First");
		Files.write(this.folder.resolve("b.md"), new byte[] { (byte) 0xC3, 0x28 });
		RefreshFixture.write(this.folder, "c.md", "Last");
		assertThat(this.fixture.refresh(agent, this.folder)).isEqualTo(new RefreshResult(2, 0, 0, 0, 0, 1));
	}

	@Test
	void leavesOutFileThatTheServerRefuses(SimulatedAgent agent) {
		RefreshFixture.write(this.folder, "a/".repeat(130) + "b.md", "Too deep");
		RefreshFixture.write(this.folder, "c.md", "Last");
		assertThat(this.fixture.refresh(agent, this.folder)).isEqualTo(new RefreshResult(1, 0, 0, 0, 0, 1));
	}

	@Test
	void removesWhatIsThereTwice(SimulatedAgent agent) {
		RefreshFixture.write(this.folder, "menu.md", "Margherita 12");
		this.fixture.refresh(agent, this.folder);
		KnowledgeBase base = this.bimpeai.agents().knowledgeBases().list(agent.id()).get(0);
		this.bimpeai.agents()
			.knowledgeBases()
			.create(agent.id(),
					CreateKnowledgeBaseRequest.builder()
						.name(base.name())
						.description(base.description())
						.content("Margherita 12")
						.build());
		assertThat(this.fixture.refresh(agent, this.folder)).isEqualTo(new RefreshResult(0, 0, 1, 1, 0, 0));
		assertThat(this.fixture.learnt(agent)).hasSize(1);
	}

	@Test
	void makesAgainWhatIsRemovedMeanwhile(SimulatedAgent agent) {
		RefreshFixture.write(this.folder, "menu.md", "Margherita 12");
		this.fixture.refresh(agent, this.folder);
		RefreshFixture.write(this.folder, "menu.md", "Margherita 13");
		agent.on("updateKnowledgeBase").respond(404);
		assertThat(this.fixture.refresh(agent, this.folder).created()).isOne();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void endsAlikeWhicheverWriteFails(boolean done, Simulator simulator) {
		for (int failing = 1; failing <= 8; failing++) {
			SimulatedAgent agent = simulator.newAgent("Pia");
			RefreshFixture.write(this.folder, "a.md", RefreshFixture.text(2, "old"));
			RefreshFixture.write(this.folder, "b.md", RefreshFixture.text(4, "pizza"));
			RefreshFixture.write(this.folder, "c.md", RefreshFixture.text(1, "old"));
			this.fixture.refresh(agent, this.folder);
			// Two updates, four creations, two removals.
			RefreshFixture.write(this.folder, "a.md",
					RefreshFixture.text(1, "old") + RefreshFixture.text(1, "new") + RefreshFixture.text(3, "new"));
			RefreshFixture.write(this.folder, "b.md", RefreshFixture.text(2, "pizza"));
			RefreshFixture.write(this.folder, "c.md", RefreshFixture.text(1, "new") + RefreshFixture.text(1, "end"));
			simulator.clearRequests();
			failWrite(simulator, failing, done);
			assertThatExceptionOfType(AuthenticationException.class)
				.isThrownBy(() -> this.fixture.refresh(agent, this.folder));
			simulator.clearFaults();
			this.fixture.refresh(agent, this.folder);
			assertThat(this.fixture.learnt(agent)).hasSize(9)
				.containsEntry("a.md, part 5", RefreshFixture.text(1, "new").strip())
				.containsEntry("c.md, part 2", RefreshFixture.text(1, "end").strip());
			// The one that failed is repeated when it was not done.
			assertThat(this.fixture.writes()).as("write %s failed", failing).isEqualTo(done ? 8 : 9);
			simulator.clearRequests();
			assertThat(this.fixture.refresh(agent, this.folder).unchanged()).isEqualTo(9);
			assertThat(this.fixture.writes()).isZero();
		}
	}

	@Test
	void createsOnceWhenTheAnswerIsLost(Simulator simulator, SimulatedAgent agent) {
		RefreshFixture.write(this.folder, "menu.md", "Margherita 12");
		simulator.on("createKnowledgeBase").times(1).cutBody();
		assertThat(this.fixture.refresh(agent, this.folder).created()).isOne();
		assertThat(this.fixture.learnt(agent)).hasSize(1);
		assertThat(simulator.count("createKnowledgeBase")).isEqualTo(2);
	}

	// The first request lists, and all others write.
	private static void failWrite(Simulator simulator, int number, boolean done) {
		simulator.onAny().times(number).header("X-Passed", "yes");
		Fault fault = simulator.onAny().times(1).respond(401);
		if (done) {
			fault.afterDoingIt();
		}
	}

}
