module com.example.desk {
	requires ai.bimpe.client;
	requires jdk.httpserver;
}
