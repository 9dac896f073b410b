package com.example.desk;

import java.net.InetAddress;
import java.net.InetSocketAddress;

import ai.bimpe.client.BimpeAI;
import com.sun.net.httpserver.HttpServer;

/**
 * An application on the module path that reads an agent, here from a server of its own.
 */
public final class FrontDesk {

	private FrontDesk() {
	}

	public static void main(String[] args) throws Exception {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			byte[] body = "{\"data\":{\"id\":\"agt_1\",\"name\":\"Front desk\"}}".getBytes();
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		server.start();
		String baseUrl = "http://127.0.0.1:" + server.getAddress().getPort();
		try (BimpeAI bimpeai = BimpeAI.builder().apiKey("key").baseUrl(baseUrl).build()) {
			String name = bimpeai.agents().retrieve("agt_1").name();
			System.out.println(name + " by " + BimpeAI.class.getModule().getName());
		}
		finally {
			server.stop(0);
		}
	}

}
