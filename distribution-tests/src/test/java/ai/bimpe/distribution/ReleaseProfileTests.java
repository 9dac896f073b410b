package ai.bimpe.distribution;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import org.apache.maven.model.Model;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingException;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what Maven makes of the POMs with the profile {@code release}, without running
 * a plugin.
 */
class ReleaseProfileTests {

	private static final Map<String, String> ADDRESSES = Map.of("publication.url", "https://home.example",
			"publication.scm.url", "https://scm.example", "publication.scm.connection",
			"scm:git:https://scm.example/x.git", "publication.issues.url", "https://issues.example");

	private static final String PUBLISHED = "ai.bimpe.distribution.PublishedModule#all";

	@ParameterizedTest
	@MethodSource(PUBLISHED)
	void publishesEveryAddressAsItWasSet(PublishedModule module) throws ModelBuildingException {
		Model pom = released(module.directory());
		assertThat(pom.getUrl()).isEqualTo("https://home.example");
		assertThat(pom.getScm().getUrl()).isEqualTo("https://scm.example");
		assertThat(pom.getScm().getConnection()).isEqualTo("scm:git:https://scm.example/x.git");
		assertThat(pom.getScm().getDeveloperConnection()).isEqualTo("scm:git:https://scm.example/x.git");
		assertThat(pom.getIssueManagement().getUrl()).isEqualTo("https://issues.example");
		Xpp3Dom flattened = child(configuration(pom, "flatten-maven-plugin", "flatten-pom"), "pomElements");
		assertThat(Stream.of("url", "scm", "issueManagement").map((name) -> child(flattened, name).getValue()))
			.containsOnly("expand");
	}

	@Test
	void requiresEveryAddress() throws ModelBuildingException {
		Xpp3Dom rules = child(configuration(released(ReactorModule.ROOT), "maven-enforcer-plugin", "release-rules"),
				"rules");
		assertThat(Stream.of(rules.getChildren("requireProperty")).map((rule) -> child(rule, "property").getValue()))
			.containsExactlyInAnyOrderElementsOf(ADDRESSES.keySet());
		assertThat(rules.getChildren()).extracting(Xpp3Dom::getName)
			.contains("requireReleaseDeps", "requireReleaseVersion");
	}

	@Test
	void knowsEveryAddressOfTheRootPom() {
		Properties properties = ReactorModule.read(ReactorModule.ROOT.resolve("pom.xml")).getProperties();
		assertThat(properties.stringPropertyNames()).filteredOn((name) -> name.startsWith("publication."))
			.filteredOn((name) -> !name.equals("publication.addresses"))
			.containsExactlyInAnyOrderElementsOf(ADDRESSES.keySet());
	}

	@ParameterizedTest
	@MethodSource("ai.bimpe.distribution.ReactorModule#all")
	void signsAndPublishesWhatIsPublishedAndNothingElse(ReactorModule module) throws ModelBuildingException {
		Properties properties = released(module.directory()).getProperties();
		String skipped = Boolean.toString(!module.isPublished());
		assertThat(Stream.of("gpg.skip", "skipPublishing", "maven.deploy.skip").map(properties::getProperty))
			.containsOnly(skipped);
	}

	@ParameterizedTest
	@MethodSource(PUBLISHED)
	void publishesNoTests(PublishedModule module) throws ModelBuildingException {
		List<PluginExecution> executions = released(module.directory()).getBuild()
			.getPlugins()
			.stream()
			.flatMap((plugin) -> plugin.getExecutions().stream())
			.toList();
		assertThat(executions).isNotEmpty();
		assertThat(executions.stream().flatMap((execution) -> execution.getGoals().stream())).doesNotContain("test-jar",
				"test-jar-no-fork", "test-aggregate-jar");
	}

	private static Model released(Path directory) throws ModelBuildingException {
		DefaultModelBuildingRequest request = new DefaultModelBuildingRequest();
		request.setPomFile(directory.resolve("pom.xml").toFile());
		request.setModelResolver(new BuildAndLocalRepository());
		request.setSystemProperties(System.getProperties());
		request.setActiveProfileIds(List.of("release"));
		ADDRESSES.forEach(request.getUserProperties()::setProperty);
		return new DefaultModelBuilderFactory().newInstance().build(request).getEffectiveModel();
	}

	private static Xpp3Dom configuration(Model pom, String artifactId, String id) {
		return (Xpp3Dom) pom.getBuild()
			.getPlugins()
			.stream()
			.filter((plugin) -> plugin.getArtifactId().equals(artifactId))
			.flatMap((plugin) -> plugin.getExecutions().stream())
			.filter((execution) -> execution.getId().equals(id))
			.findFirst()
			.orElseThrow()
			.getConfiguration();
	}

	private static Xpp3Dom child(Xpp3Dom parent, String name) {
		Xpp3Dom child = parent.getChild(name);
		assertThat(child).as(name).isNotNull();
		return child;
	}

}
