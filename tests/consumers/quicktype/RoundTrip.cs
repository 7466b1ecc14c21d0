using System;
using QuickType;

/// <summary>Reads one task response a line and writes it again.</summary>
public static class RoundTrip
{
    public static void Main()
    {
        for (string line; (line = Console.ReadLine()) != null;)
        {
            Console.WriteLine(TaskResponse.FromJson(line).ToJson());
        }
    }
}
