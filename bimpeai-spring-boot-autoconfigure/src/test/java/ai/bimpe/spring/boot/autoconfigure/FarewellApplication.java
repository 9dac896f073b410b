package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.ApiRequest;
import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application of {@link ClosingOrderTests} that uses the clients of the starter. Its
 * beans make a call when they are destroyed, which is when it has just started.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(BimpeAIAutoConfiguration.class)
public class FarewellApplication {

	public static void main(String[] args) {
		run(FarewellApplication.class, args);
	}

	static void run(Class<?> application, String[] args) {
		SpringApplication.exit(new SpringApplicationBuilder(application).web(WebApplicationType.NONE).run(args));
	}

	@Bean
	Guest reactive(ReactiveBimpeAI client) {
		return new Guest("reactive", client.blocking());
	}

	@Bean
	Guest blocking(BimpeAI client) {
		return new Guest("blocking", client);
	}

	@Bean
	Guest reactiveOfAcme(@Qualifier("acme") ReactiveBimpeAI client) {
		return new Guest("reactive of acme", client.blocking());
	}

	@Bean
	Guest blockingOfAcme(@Qualifier("acme") BimpeAI client) {
		return new Guest("blocking of acme", client);
	}

	/**
	 * Says good-bye.
	 *
	 * @param name who it is
	 * @param client the client to call with
	 */
	record Guest(String name, BimpeAI client) implements DisposableBean {

		@Override
		public void destroy() {
			this.client.request(ApiRequest.get("/agents").query("guest", this.name), Object.class);
		}

	}

}
