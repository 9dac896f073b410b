package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.InputStreamSource;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the clients of accounts in an application that is processed ahead of time.
 */
class AccountsAotTests {

	@Test
	void theBeansOfAccountsAreGenerated() throws IOException {
		assertThat(sources(Map.of()))
			.contains("'acmeAccountReactiveBimpeAI'", "'acmeAccountBimpeAI'", "setDefaultCandidate(false)",
					"new AutowireCandidateQualifier(")
			.doesNotContain("'reactiveBimpeAI'")
			.doesNotContain("sk_never_shown");
	}

	@Test
	void theDefaultClientIsGeneratedWhenItsKeyIsKnownAtRunTimeOnly() throws IOException {
		assertThat(sources(Map.of("bimpeai.api-key", "${KEY_OF_RUN_TIME}"))).contains("'acmeAccountReactiveBimpeAI'",
				"'reactiveBimpeAI'");
	}

	private static String sources(Map<String, Object> properties) throws IOException {
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			MutablePropertySources sources = context.getEnvironment().getPropertySources();
			sources.addFirst(new MapPropertySource("test", properties));
			sources.addFirst(new MapPropertySource("account", Map.of("bimpeai.accounts.acme.api-key", "sk_never_shown",
					AbstractAotProcessor.AOT_PROCESSING, "true")));
			context.register(BimpeAIAutoConfiguration.class);
			DefaultGenerationContext generation = new DefaultGenerationContext(
					new ClassNameGenerator(ClassName.get(BimpeAIAutoConfiguration.class)), files);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			generation.writeGeneratedContent();
		}
		StringBuilder sources = new StringBuilder();
		for (InputStreamSource source : files.getGeneratedFiles(Kind.SOURCE).values()) {
			try (InputStream in = source.getInputStream()) {
				sources.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
			}
		}
		return sources.toString();
	}

}
