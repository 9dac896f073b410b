package ai.bimpe.samples.recipes.orderstatus;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.ConfigureCustomApiRequest;
import ai.bimpe.client.agents.CreateCustomApiToolRequest;
import ai.bimpe.client.agents.CustomApiIntegration;
import ai.bimpe.client.agents.CustomApiIntegrations;
import ai.bimpe.client.agents.IntegrationAuthConfig;
import ai.bimpe.client.agents.IntegrationAuthType;
import ai.bimpe.client.agents.ParameterDefinition;
import ai.bimpe.client.agents.ParameterType;
import ai.bimpe.client.agents.ToolResponseMapping;
import ai.bimpe.client.errors.BimpeAIException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.http.HttpMethod;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Tells the agent about the endpoint, as soon as that answers. Looks first what is there,
 * so that another start makes nothing new, and one after a crash makes what is missing.
 * Of several instances that start for the very first time together, start one alone.
 *
 * <p>
 * There is no idempotency key of our own here: after the integration was disconnected,
 * the server might answer the key with what is gone. The API never shows the secret
 * again, so a new one is not noticed: disconnect the integration, and the next start
 * makes it anew.
 */
@Component
class OrderTool implements ApplicationRunner {

	static final String API = "Order service";

	static final String TOOL = "Look up order";

	private static final Logger log = LoggerFactory.getLogger(OrderTool.class);

	private final CustomApiIntegrations apis;

	private final OrderStatusProperties properties;

	private final TaskScheduler scheduler;

	OrderTool(BimpeAI bimpeai, OrderStatusProperties properties, TaskScheduler scheduler) {
		this.apis = bimpeai.agents().integrations().customApi();
		this.properties = properties;
		this.scheduler = scheduler;
	}

	@Override
	public void run(ApplicationArguments args) {
		register();
	}

	// What a person must put right keeps the application from starting. What may pass is
	// tried again, and the endpoint answers meanwhile.
	private void register() {
		try {
			addTool(connect());
		}
		catch (BimpeAIException ex) {
			if (!ex.isRetryable()) {
				throw ex;
			}
			log.warn("The tool is registered again in {}: {}", this.properties.registerAgainAfter(), ex.getMessage());
			ScheduledFuture<?> unused = this.scheduler.schedule(this::registerAgain,
					Instant.now().plus(this.properties.registerAgainAfter()));
		}
	}

	// The application goes on even when this fails for good: the tool may be there from
	// an
	// earlier start, and the endpoint in use.
	private void registerAgain() {
		try {
			register();
		}
		catch (BimpeAIException ex) {
			log.error("The tool could not be registered. Put this right, then start again: {}", ex.getMessage());
		}
	}

	private String connect() {
		String agentId = this.properties.agentId();
		String baseUrl = this.properties.publicUrl().toString();
		Optional<CustomApiIntegration> known = this.apis.list(agentId)
			.stream()
			.filter((api) -> API.equals(api.config().name()))
			.findFirst();
		if (known.isPresent() && baseUrl.equals(known.get().config().baseUrl())) {
			return known.get().id();
		}
		// There is no operation that changes the address of one.
		known.ifPresent((api) -> this.apis.disconnect(agentId, api.id()));
		String id = this.apis
			.configure(agentId,
					ConfigureCustomApiRequest.builder()
						.name(API)
						.description("Where the orders of our shop are")
						.baseUrl(baseUrl)
						.authType(IntegrationAuthType.API_KEY)
						.authConfig(IntegrationAuthConfig.apiKey(SecretFilter.HEADER, this.properties.secret()))
						.testEndpoint("/health")
						.build())
			.id();
		log.info("Connected '{}' with agent {}", API, agentId);
		return id;
	}

	private void addTool(String integrationId) {
		String agentId = this.properties.agentId();
		boolean known = this.apis.tools()
			.list(agentId, integrationId)
			.stream()
			.anyMatch((tool) -> TOOL.equals(tool.name()));
		if (!known) {
			this.apis.tools()
				.add(agentId, integrationId,
						CreateCustomApiToolRequest.builder()
							.name(TOOL)
							.description("Finds out where an order is and when it arrives")
							.httpMethod(HttpMethod.GET)
							.urlTemplate("/orders/{{order_number}}")
							.urlParams(List.of(ParameterDefinition.required("order_number", ParameterType.STRING,
									"Number printed on the receipt")))
							.responseMapping(ToolResponseMapping.builder()
								.path("order")
								.successMessage("Order found")
								.errorMessage("No such order")
								.build())
							.build());
			log.info("Gave agent {} the tool '{}'", agentId, TOOL);
		}
	}

}
