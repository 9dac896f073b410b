package ai.bimpe.distribution;

import java.nio.file.Path;

import org.apache.maven.model.Dependency;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelSource2;
import org.apache.maven.model.resolution.ModelResolver;

/**
 * Finds the POMs of this build, and those that it was built with.
 */
final class BuildAndLocalRepository implements ModelResolver {

	private static final Path LOCAL = Path.of(System.getProperty("local-repository"));

	@Override
	public ModelSource2 resolveModel(String groupId, String artifactId, String version) {
		Path pom = groupId.equals(PublishedModule.GROUP_ID)
				? ReactorModule.ROOT.resolve(artifactId).resolve(".flattened-pom.xml")
				: directory(groupId, artifactId, version).resolve(artifactId + "-" + version + ".pom");
		return new FileModelSource(pom.toFile());
	}

	static Path directory(String groupId, String artifactId, String version) {
		return LOCAL.resolve(groupId.replace('.', '/')).resolve(artifactId).resolve(version);
	}

	@Override
	public ModelSource2 resolveModel(Parent parent) {
		return resolveModel(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
	}

	@Override
	public ModelSource2 resolveModel(Dependency dependency) {
		return resolveModel(dependency.getGroupId(), dependency.getArtifactId(), dependency.getVersion());
	}

	@Override
	public void addRepository(Repository repository) {
	}

	@Override
	public void addRepository(Repository repository, boolean replace) {
	}

	@Override
	public ModelResolver newCopy() {
		return this;
	}

}
