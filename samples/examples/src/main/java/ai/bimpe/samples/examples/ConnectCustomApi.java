package ai.bimpe.samples.examples;

import java.util.List;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.ConfigureCustomApiRequest;
import ai.bimpe.client.agents.CreateCustomApiToolRequest;
import ai.bimpe.client.agents.CustomApiIntegration;
import ai.bimpe.client.agents.CustomApiIntegrations;
import ai.bimpe.client.agents.IntegrationAuthConfig;
import ai.bimpe.client.agents.IntegrationAuthType;
import ai.bimpe.client.agents.IntegrationTool;
import ai.bimpe.client.agents.ParameterDefinition;
import ai.bimpe.client.agents.ParameterType;

import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/**
 * Connects an API of your own, and gives the agent a tool to use it with.
 */
@Component
class ConnectCustomApi {

	private final CustomApiIntegrations customApis;

	ConnectCustomApi(BimpeAI bimpeai) {
		this.customApis = bimpeai.agents().integrations().customApi();
	}

	CustomApiIntegration connect(String agentId, String key) {
		return this.customApis.configure(agentId,
				ConfigureCustomApiRequest.builder()
					.name("Order service")
					.baseUrl("https://orders.kestrel.example/v2")
					.authType(IntegrationAuthType.API_KEY)
					.authConfig(IntegrationAuthConfig.apiKey("X-Order-Key", key))
					.testEndpoint("/health")
					.build());
	}

	IntegrationTool addTool(String agentId, String integrationId) {
		ParameterDefinition orderNumber = ParameterDefinition.required("order_number", ParameterType.STRING,
				"Number printed on the receipt");
		return this.customApis.tools()
			.add(agentId, integrationId,
					CreateCustomApiToolRequest.builder()
						.name("Look up order")
						.description("Finds out where an order is")
						.httpMethod(HttpMethod.GET)
						.urlTemplate("/orders/{{order_number}}")
						.urlParams(List.of(orderNumber))
						.build());
	}

}
