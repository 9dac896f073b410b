package ai.bimpe.distribution;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.maven.model.Dependency;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.model.Model;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the BOM: the versions of our modules and nothing else.
 */
class BomTests {

	private static final String BOOT = "org.springframework.boot:spring-boot-dependencies:"
			+ ReactorModule.springBootVersion();

	private final Model bom = PublishedModule.all()
		.stream()
		.filter((module) -> module.artifactId().equals("bimpeai-bom"))
		.findFirst()
		.orElseThrow()
		.pom();

	private final String ours = PublishedModule.GROUP_ID + ":bimpeai-bom:" + this.bom.getVersion();

	@Test
	void listsEveryPublishedJarAndNothingElse() {
		assertThat(this.bom.getDependencyManagement().getDependencies().stream().map(BomTests::describe))
			.containsExactlyInAnyOrderElementsOf(publishedJars());
	}

	@Test
	void hasNothingButTheList() {
		assertThat(this.bom.getDependencies()).isEmpty();
		assertThat(this.bom.getProperties()).isEmpty();
		assertThat(this.bom.getProfiles()).isEmpty();
		assertThat(this.bom.getRepositories()).isEmpty();
		assertThat(this.bom.getBuild()).isNull();
	}

	@Test
	void changesNoOtherVersionOfAnApplication() throws ModelBuildingException {
		Map<String, String> without = managedVersions(BOOT);
		assertThat(without).hasSizeGreaterThan(1000);
		assertThat(changes(without, managedVersions(this.ours, BOOT))).containsExactlyInAnyOrderElementsOf(modules());
		assertThat(changes(without, managedVersions(BOOT, this.ours))).containsExactlyInAnyOrderElementsOf(modules());
	}

	private static List<String> modules() {
		return PublishedModule.withJar()
			.stream()
			.map((module) -> PublishedModule.GROUP_ID + ":" + module.artifactId() + ":jar")
			.toList();
	}

	private static Set<String> changes(Map<String, String> before, Map<String, String> after) {
		return Stream.of(before, after)
			.flatMap((versions) -> versions.keySet().stream())
			.filter((key) -> !Objects.equals(before.get(key), after.get(key)))
			.collect(Collectors.toSet());
	}

	private static List<String> publishedJars() {
		return PublishedModule.withJar().stream().map((module) -> describe(module.pom())).toList();
	}

	private static String describe(Dependency dependency) {
		return String.join(":", dependency.getGroupId(), dependency.getArtifactId(), dependency.getVersion(),
				dependency.getType());
	}

	private static String describe(Model pom) {
		return String.join(":", pom.getGroupId(), pom.getArtifactId(), pom.getVersion(), pom.getPackaging());
	}

	// What Maven makes of the POM of an application that imports the BOMs.
	private static Map<String, String> managedVersions(String... boms) throws ModelBuildingException {
		Model application = new Model();
		application.setModelVersion("4.0.0");
		application.setGroupId("com.example");
		application.setArtifactId("front-desk");
		application.setVersion("1");
		application.setDependencyManagement(new DependencyManagement());
		for (String bom : boms) {
			application.getDependencyManagement().addDependency(importOf(bom.split(":", -1)));
		}
		DefaultModelBuildingRequest request = new DefaultModelBuildingRequest();
		request.setRawModel(application);
		request.setModelResolver(new BuildAndLocalRepository());
		request.setSystemProperties(System.getProperties());
		return new DefaultModelBuilderFactory().newInstance()
			.build(request)
			.getEffectiveModel()
			.getDependencyManagement()
			.getDependencies()
			.stream()
			.collect(Collectors.toMap(Dependency::getManagementKey, Dependency::getVersion));
	}

	private static Dependency importOf(String[] coordinates) {
		Dependency bom = new Dependency();
		bom.setGroupId(coordinates[0]);
		bom.setArtifactId(coordinates[1]);
		bom.setVersion(coordinates[2]);
		bom.setType("pom");
		bom.setScope("import");
		return bom;
	}

}
