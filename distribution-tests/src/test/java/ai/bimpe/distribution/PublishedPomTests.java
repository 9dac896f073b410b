package ai.bimpe.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the POMs that are published: they are complete without the parent, which is
 * not published.
 */
class PublishedPomTests {

	private static final String ALL = "ai.bimpe.distribution.PublishedModule#all";

	private static final String WITH_JAR = "ai.bimpe.distribution.PublishedModule#withJar";

	@ParameterizedTest
	@MethodSource(ALL)
	void needsNoParentAndNoProperties(PublishedModule module) throws IOException {
		assertThat(module.pom().getParent()).isNull();
		assertThat(Files.readString(module.flattenedPom())).doesNotContain("${");
	}

	@ParameterizedTest
	@MethodSource(ALL)
	void saysWhatItIs(PublishedModule module) {
		Model pom = module.pom();
		assertThat(pom.getGroupId()).isEqualTo(PublishedModule.GROUP_ID);
		assertThat(pom.getVersion()).isNotBlank();
		assertThat(pom.getName()).isNotBlank();
		assertThat(pom.getDescription()).isNotBlank();
		assertThat(pom.getLicenses()).singleElement()
			.satisfies((license) -> assertThat(license.getName()).isEqualTo("MIT License"));
		assertThat(pom.getDevelopers()).isNotEmpty()
			.allSatisfy((developer) -> assertThat(developer.getName()).isNotBlank());
	}

	@ParameterizedTest
	@MethodSource(ALL)
	void hasNoEmptyElement(PublishedModule module) throws IOException {
		assertThat(Files.readString(module.flattenedPom())).doesNotContainPattern("<([\\w.]+)>\\s*</\\1>|/>");
	}

	@ParameterizedTest
	@MethodSource(WITH_JAR)
	void managesNoVersions(PublishedModule module) {
		assertThat(module.pom().getDependencyManagement()).isNull();
		assertThat(module.pom().getProfiles()).isEmpty();
		assertThat(module.pom().getRepositories()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource(WITH_JAR)
	void namesTheVersionOfEveryDependency(PublishedModule module) {
		assertThat(module.pom().getDependencies()).isNotEmpty()
			.allSatisfy((dependency) -> assertThat(dependency.getVersion()).isNotBlank());
	}

	@ParameterizedTest
	@MethodSource(WITH_JAR)
	void keepsAllDependenciesButThoseOfTests(PublishedModule module) {
		assertThat(module.pom().getDependencies().stream().map(PublishedPomTests::describe))
			.containsExactlyElementsOf(module.source()
				.getDependencies()
				.stream()
				.filter((dependency) -> !"test".equals(dependency.getScope()))
				.map(PublishedPomTests::describe)
				.toList());
	}

	@ParameterizedTest
	@MethodSource(WITH_JAR)
	void dependsOnPublishedModulesOnly(PublishedModule module) {
		Set<String> published = PublishedModule.withJar()
			.stream()
			.map(PublishedModule::artifactId)
			.collect(Collectors.toSet());
		assertThat(module.pom().getDependencies())
			.filteredOn((dependency) -> dependency.getGroupId().equals(PublishedModule.GROUP_ID))
			.extracting(Dependency::getArtifactId)
			.isSubsetOf(published);
	}

	@ParameterizedTest
	@MethodSource(WITH_JAR)
	void isInTheJarToo(PublishedModule module) throws IOException {
		String name = "META-INF/maven/" + PublishedModule.GROUP_ID + "/" + module.artifactId() + "/pom.xml";
		try (JarFile jar = module.openJar(); InputStream pom = jar.getInputStream(jar.getEntry(name))) {
			assertThat(pom).hasSameContentAs(Files.newInputStream(module.flattenedPom()));
		}
	}

	private static String describe(Dependency dependency) {
		String scope = Objects.requireNonNullElse(dependency.getScope(), "compile");
		return dependency.getManagementKey() + ":" + scope + (dependency.isOptional() ? ":optional" : "")
				+ dependency.getExclusions()
					.stream()
					.map((exclusion) -> ", not " + exclusion.getGroupId() + ":" + exclusion.getArtifactId())
					.collect(Collectors.joining());
	}

}
