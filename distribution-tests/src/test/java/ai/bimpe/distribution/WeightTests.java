package ai.bimpe.distribution;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.apache.maven.model.Dependency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application gets with the modules as they are published.
 */
class WeightTests {

	private static final long LARGEST_GAIN = 12_000_000;

	private final DependencyGraph graph = new DependencyGraph(ReactorModule.springBootVersion());

	@Test
	void webApplicationGainsLittle() {
		Dependency web = DependencyGraph.dependency("org.springframework.boot", "spring-boot-starter-webmvc",
				ReactorModule.springBootVersion());
		Map<String, Path> before = this.graph.runtime(web);
		Map<String, Path> gain = new HashMap<>(this.graph.runtime(web, ours("bimpeai-spring-boot-starter")));
		gain.keySet().removeAll(before.keySet());
		assertThat(before).hasSizeGreaterThan(20);
		assertThat(gain).hasSizeGreaterThan(20).containsKey("io.netty:netty-codec-http2:jar");
		assertThat(gain.values().stream().mapToLong(DependencyGraph::size).sum()).as(() -> describe(gain))
			.isLessThan(LARGEST_GAIN);
	}

	@ParameterizedTest
	@MethodSource("ai.bimpe.distribution.PublishedModule#withJar")
	void noNativeLibraryOfHttp3IsBrought(PublishedModule module) {
		assertThat(this.graph.runtime(ours(module.artifactId())).keySet()).isNotEmpty()
			.noneMatch((name) -> name.contains("native-quic"));
	}

	private static Dependency ours(String artifactId) {
		return DependencyGraph.dependency(PublishedModule.GROUP_ID, artifactId,
				PublishedModule.all().get(0).pom().getVersion());
	}

	private static String describe(Map<String, Path> files) {
		StringBuilder description = new StringBuilder();
		files.forEach((name, file) -> description.append(name)
			.append(' ')
			.append(DependencyGraph.size(file))
			.append(System.lineSeparator()));
		return description.toString();
	}

}
